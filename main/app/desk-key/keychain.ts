import { safeStorage } from 'electron';

/** The system's keychain, as much of it as the desk's key needs. */
export type Keychain = {
  wrap(text: string): Promise<Buffer>;
  /** The text; `isStale` asks to wrap it again. Rejects when the wrap can't be opened. */
  unwrap(wrapped: Buffer): Promise<{ readonly text: string; readonly isStale: boolean }>;
};

/**
 * The keychain, or undefined where there is none that protects: on Linux `basic_text` opens with a
 * public password.
 */
export async function systemKeychain(): Promise<Keychain | undefined> {
  if (process.platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return undefined;
  }
  // Electron 33 has the synchronous calls only.
  if (typeof safeStorage.isAsyncEncryptionAvailable === 'function') return asyncKeychain();
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  return {
    wrap: async (text) => safeStorage.encryptString(text),
    unwrap: async (wrapped) => ({ text: safeStorage.decryptString(wrapped), isStale: false }),
  };
}

async function asyncKeychain(): Promise<Keychain | undefined> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined;
  return {
    wrap: (text) => safeStorage.encryptStringAsync(text),
    async unwrap(wrapped) {
      const opened = await safeStorage.decryptStringAsync(wrapped);
      return { text: opened.result, isStale: opened.shouldReEncrypt };
    },
  };
}
