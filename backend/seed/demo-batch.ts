import type { DemoGeneration } from './demo-batch/demo-generation.ts';
import { peopleGenerations } from './demo-batch/people.ts';
import { sceneGenerations } from './demo-batch/scenes.ts';

/** The demo batch: invented accounts and prompts over self-made clips; nobody in it is real. */
export const demoBatch: readonly DemoGeneration[] = [...peopleGenerations, ...sceneGenerations];
