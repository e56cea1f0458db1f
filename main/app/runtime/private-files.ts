// Nobody but this person may read or change what the desk writes, whatever a library asks for. Its programs inherit it.
process.umask(0o077);
