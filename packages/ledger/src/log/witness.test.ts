import { describe, expect, test } from 'vitest';
import { signCheckpoint } from './checkpoint.ts';
import { openNote } from './note.ts';
import { consistencyProof, leafHash, type NodeId, rootFromLeaves } from './tree.ts';
import { makeSigner } from './vkey.ts';
import {
  addSignatures,
  cosignatureLine,
  formatAddCheckpoint,
  judgeCheckpoint,
  type SeenHead,
} from './witness.ts';

const log = makeSigner('mingjing.test/wenshang', new Uint8Array(32).fill(1));
const witness = makeSigner('witness.test', new Uint8Array(32).fill(2), 'cosignature');
const leaves = Array.from({ length: 9 }, (_, i) => leafHash(Uint8Array.of(i)));
const rootOf = (size: number) => rootFromLeaves(leaves.slice(0, size));
const noteOf = (size: number, root = rootOf(size)) => signCheckpoint({ origin: log.name, size, root }, [log]);
const getNode = (level: NodeId['level'], index: NodeId['index']) =>
  rootFromLeaves(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const ask = (old: number, size: number, last: SeenHead | undefined, note = noteOf(size)) =>
  judgeCheckpoint(
    formatAddCheckpoint({
      old,
      proof: old === 0 || old >= size ? [] : consistencyProof(old, size, getNode),
      note,
    }),
    (origin) => (origin === log.name ? log : undefined),
    () => last,
  );

describe('a witness', () => {
  test('signs a first head, then only heads that extend the one it signed', () => {
    const first = ask(0, 3, undefined);
    expect(first.status).toBe(200);
    const seen = { size: 3, root: rootOf(3) };
    expect(ask(3, 9, seen).status).toBe(200);
    expect(ask(3, 9, seen, noteOf(9, leaves[0]))).toMatchObject({ status: 422 });
  });

  test('answers 409 with its own size to a log that asks from elsewhere, and to two heads of one size', () => {
    const seen = { size: 5, root: rootOf(5) };
    expect(ask(3, 9, seen)).toMatchObject({ status: 409, body: '5\n' });
    expect(ask(0, 5, seen)).toMatchObject({ status: 409, body: '5\n' });
    expect(ask(5, 5, seen).status).toBe(200);
    expect(ask(5, 5, seen, noteOf(5, leaves[0]))).toMatchObject({ status: 409, body: '5\n' });
  });

  test('refuses an unknown log, a bad signature, a malformed request and an old size beyond the head', () => {
    const stranger = makeSigner('other.test/log', new Uint8Array(32).fill(3));
    const strange = signCheckpoint({ origin: stranger.name, size: 3, root: rootOf(3) }, [stranger]);
    expect(ask(0, 3, undefined, strange).status).toBe(404);
    const forged = signCheckpoint({ origin: log.name, size: 3, root: rootOf(3) }, [
      makeSigner(log.name, new Uint8Array(32).fill(4)),
    ]);
    expect(ask(0, 3, undefined, forged).status).toBe(403);
    expect(ask(7, 3, undefined).status).toBe(400);
    const judge = (body: string) =>
      judgeCheckpoint(
        body,
        () => log,
        () => undefined,
      ).status;
    for (const body of ['', 'old 1', 'old x\n\nnote', 'old 01\n\nnote', `old 0\nAAAA\n\n${noteOf(3)}`])
      expect(judge(body)).toBe(400);
  });

  test('its cosignature holds for the checkpoint, with its time, beside the signature of the log', () => {
    const note = noteOf(3);
    const line = cosignatureLine({ origin: log.name, size: 3, root: rootOf(3) }, witness, 1_760_000_000);
    const { verified } = openNote(addSignatures(note, [line, line]), [log, witness]);
    expect(verified.map(({ verifier, time }) => [verifier.name, time])).toEqual([
      ['mingjing.test/wenshang', undefined],
      ['witness.test', 1_760_000_000],
    ]);
  });
});
