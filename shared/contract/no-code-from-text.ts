import { config } from 'zod';

// Imported first by every program of the page: its policy forbids code made from text, which Zod would
// otherwise try once for each schema that is built, and the browser would report each try.
config({ jitless: true });
