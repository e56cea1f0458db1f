// Only this user may read or change what the desk writes, whatever mode a library asks for. Child programs inherit it.
process.umask(0o077);
