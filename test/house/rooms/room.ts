/** One folder of the product, and everything that its files may import. */
export type Room = {
  readonly path: string;
  readonly why: string;
  /** Other rooms by path; one that ends with `/` means every room below it. */
  readonly imports: readonly string[];
  /** Packages with all that lies inside them; `node:` means every module of Node. */
  readonly packages: readonly string[];
};

export function room(path: string, why: string, may: Omit<Room, 'path' | 'why'>): Room {
  return { path, why, ...may };
}
