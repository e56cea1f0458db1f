import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';

/** One tile, in CSS pixels: wide enough that a still of any quarter of the picture holds the whole mark. */
const tile = { width: 300, height: 120 } as const;

/**
 * Who looks at the picture, faintly all over it: a photograph or a recording of the screen says whose it was. It is
 * above the picture and changes none of its pixels; what is measured, sampled or handed on comes from the clip itself.
 */
export function Watermark() {
  const { data: desk } = useQuery(deskQueries(useDeskClient()).desk());
  const host = useRef<HTMLDivElement>(null);
  const text = desk?.enrolment ? `${desk.enrolment.reviewerId} ${desk.enrolment.deviceId}` : '';
  useEffect(() => {
    const element = host.current;
    if (!element || text === '') return undefined;
    const root = roots.get(element) ?? element.attachShadow({ mode: 'closed' });
    roots.set(element, root);
    for (const [name, value] of always) element.style.setProperty(name, value, 'important');
    const layer = document.createElement('div');
    layer.style.height = '100%';
    layer.style.backgroundImage = `url("${tileImage(text)}")`;
    layer.style.backgroundSize = `${tile.width}px ${tile.height}px`;
    root.replaceChildren(layer);
    return () => root.replaceChildren();
  }, [text]);
  return <div ref={host} className="watermark" aria-hidden="true" />;
}

/** A shadow tree can be attached once only, and a closed one is not given back. */
const roots = new WeakMap<Element, ShadowRoot>();

/** The element's own, and important: no rule of the page's styles holds over them, and none reaches into its tree. */
const always = [
  ['all', 'initial'],
  ['display', 'block'],
  ['position', 'absolute'],
  ['inset', '0'],
  ['pointer-events', 'none'],
  ['z-index', '5'],
] as const;

/** Light letters with a dark edge, so that they show on any ground. */
function tileImage(text: string): string {
  const canvas = document.createElement('canvas');
  const scale = window.devicePixelRatio;
  canvas.width = tile.width * scale;
  canvas.height = tile.height * scale;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.scale(scale, scale);
  pen.translate(8, tile.height - 8);
  pen.rotate(-0.3);
  pen.globalAlpha = 0.16;
  pen.font = '11px sans-serif';
  pen.lineWidth = 1;
  pen.strokeStyle = 'black';
  pen.fillStyle = 'white';
  pen.strokeText(text, 0, 0, tile.width - 24);
  pen.fillText(text, 0, 0, tile.width - 24);
  return canvas.toDataURL();
}
