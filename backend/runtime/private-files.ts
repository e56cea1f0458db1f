// Only this user may read or change what the backend writes, whatever mode a library asks for: PGlite makes its files
// writable for all. Imported first, before anything can be written.
process.umask(0o077);
