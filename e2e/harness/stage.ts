import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from './browser.ts';
import { type Program, startProgram } from './program.ts';

/** The program of the journeys of a file, from before the first to after the last. */
export let program: Program;
/** The browser beside it, in which each journey opens contexts of its own. */
export let browser: Browser;

/** Starts both before the journeys of a file: the demonstration on a day, or without one an empty installation. */
export function setStage(today?: string): void {
  beforeAll(async () => {
    [program, browser] = await Promise.all([
      startProgram(today === undefined ? {} : { today }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });
}
