import type { z } from 'zod';
import {
  defaultPreferences,
  preferences,
  type Preferences,
} from '../../../shared/contract/app-api.ts';

/** What was stored, field by field; a field that is missing or doesn't fit gets its default. */
export function mergePreferences(stored: unknown): Preferences {
  const from = fieldsOf(stored);
  const { theme, layout, playback, wellbeing, keys } = preferences.shape;
  return {
    theme: oneField(theme, from['theme'], defaultPreferences.theme),
    layout: mergeFields(layout.shape, from['layout'], defaultPreferences.layout),
    playback: mergeFields(playback.shape, from['playback'], defaultPreferences.playback),
    wellbeing: mergeFields(wellbeing.shape, from['wellbeing'], {
      ...defaultPreferences.wellbeing,
      pictureSize: sizeAsChosen(fieldsOf(from['wellbeing'])),
    }),
    keys: oneField(keys, from['keys'], defaultPreferences.keys),
  };
}

/** The width that every desk had before its pictures took their room. */
const formerWidthPx = 480;

/** Whoever once asked for pictures smaller than usual keeps small ones, also where the choice has another name now. */
function sizeAsChosen({
  pictureMaxWidthPx: widthPx,
}: Readonly<Record<string, unknown>>): Preferences['wellbeing']['pictureSize'] {
  const isSmall = typeof widthPx === 'number' && widthPx < formerWidthPx;
  return isSmall ? 'small' : defaultPreferences.wellbeing.pictureSize;
}

function oneField<S extends z.ZodType>(
  schema: S,
  stored: unknown,
  otherwise: z.output<S>,
): z.output<S> {
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : otherwise;
}

function mergeFields<T extends Readonly<Record<string, unknown>>>(
  shape: Readonly<Record<keyof T & string, z.ZodType>>,
  stored: unknown,
  defaults: T,
): T {
  const from = fieldsOf(stored);
  const merged = Object.entries(defaults).map(([name, value]) => {
    const parsed = shape[name]?.safeParse(from[name]);
    return [name, parsed?.success ? parsed.data : value];
  });
  // Same names as `defaults`, each value checked by the schema of its name.
  return Object.fromEntries(merged) as T;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
