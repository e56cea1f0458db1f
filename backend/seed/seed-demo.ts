import type { Backend } from '../routes/backend.ts';
export async function seedDemo(_parts: Backend, _media: string | null): Promise<void> {}
