import type { Scope } from '../../../shared/lifetime/scope.ts';

/** Every way in which a browser offers a picture to be taken along. */
const waysOut = ['contextmenu', 'dragstart', 'selectstart', 'copy', 'cut'] as const;

/** The picture of a case must not leave the desk: nothing in `host` can be saved, copied, selected or dragged out. */
export function forbidCopying(host: HTMLElement, scope: Scope): void {
  for (const way of waysOut) {
    scope.listen(host, way, (event: Event) => event.preventDefault(), { capture: true });
  }
}
