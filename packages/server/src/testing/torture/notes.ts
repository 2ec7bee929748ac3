import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { systemCode } from '../../platform/startup-error.ts';

/** What a process of a torture run says of itself, one line each, written out before it goes on. */
export type Note =
  | { readonly kind: 'tried'; readonly stream: string; readonly version: number; readonly command: string }
  | {
      readonly kind: 'acknowledged';
      readonly stream: string;
      readonly version: number;
      readonly command: string;
      readonly commitment: string;
    }
  | { readonly kind: 'stored'; readonly sha256: string; readonly size: number }
  | { readonly kind: 'published'; readonly bureau: string; readonly note: string }
  | { readonly kind: 'wrong'; readonly sentence: string };

/** Notes that survive the process that writes them. */
export function openNotes(path: string): (note: Note) => void {
  const descriptor = openSync(path, 'a');
  // A line that a killed process left half written ends here.
  writeSync(descriptor, '\n');
  process.once('exit', () => closeSync(descriptor));
  return (note) => {
    writeSync(descriptor, `${JSON.stringify(note)}\n`);
    fsyncSync(descriptor);
  };
}

/** Every whole line of a file of notes. */
export function readNotes(path: string): readonly Note[] {
  return textOf(path)
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Note];
      } catch {
        return [];
      }
    });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** What a program of a torture run is told. */
export interface ProgramSettings {
  readonly database: { readonly host: string; readonly port: number; readonly database: string };
  /** What it is called, also by its database sessions. */
  readonly name: string;
  readonly notes: string;
  readonly folder: string;
  readonly bureaus: readonly string[];
  /** Milliseconds a writer rests between two commands of a case. */
  readonly rest: number;
  /** Milliseconds after which the database ends a session that sleeps in a transaction. */
  readonly lease: number;
  readonly keyFolder: string;
  readonly witness?: string;
}

/** The name of a bureau's log. */
export const originOf = (bureau: string): string => `torture.mingjing.test/${bureau}`;

/** The person of a bureau in whose name its cases grow. */
export const writerOf = (bureau: string): string => `writer-of-${bureau}`;
