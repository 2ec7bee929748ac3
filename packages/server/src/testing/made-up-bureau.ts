import type { SealedCounts } from '@mingjing/law';
import {
  appendLeaves,
  encodeEntries,
  encodeTile,
  entriesPath,
  factCommitment,
  type JsonObject,
  leafEntry,
  leafHash,
  makeSigner,
  NO_PREVIOUS,
  newTiles,
  previousOf,
  sealFact,
  signCheckpoint,
  tilePath,
} from '@mingjing/ledger';
import type { OpenDataSource } from '../open-data/open-data-source.ts';
import { csvHead, csvLine, type OpenIndex, type OpenLine, type SealLine } from '../open-data/open-line.ts';

/** A fact before it is recorded. */
interface Draft {
  readonly stream: string;
  readonly type: string;
  readonly plain: JsonObject;
  readonly sealed?: JsonObject;
  readonly ordinal?: { readonly kind: string; readonly year: number; readonly number: number };
  readonly on: string;
}

/** A bureau that has key, log and files in its own hand and may sign and publish what it likes; all of it in memory, under 257 entries. */
export class MadeUpBureau {
  readonly signer = makeSigner('mingjing.test/made-up', new Uint8Array(32).fill(7));
  readonly lines: OpenLine[] = [];
  readonly seals: SealLine[] = [];
  private readonly entries: Uint8Array[] = [];
  private readonly ends = new Map<string, { readonly version: number; readonly commitment: Uint8Array }>();

  /** Enters a fact in the log: where it stands, and its disclosures. */
  record({ on, sealed = {}, ...draft }: Draft): SealLine & { readonly disclosures: readonly string[] } {
    const end = this.ends.get(draft.stream);
    const version = (end?.version ?? 0) + 1;
    const fact = sealFact(
      {
        ...draft,
        sealed,
        bureau: 'made-up',
        version,
        typeVersion: 1,
        occurredOn: on,
        recordedAt: `${on}T02:00:00Z`,
        actor: 'somebody',
        command: `command-${this.entries.length}`,
        previous: end === undefined ? NO_PREVIOUS : previousOf(end.commitment),
      },
      (length) => Uint8Array.from({ length }, (_, i) => (i * 31 + this.entries.length) & 255),
    );
    this.ends.set(draft.stream, { version, commitment: fact.commitment });
    this.entries.push(leafEntry(factCommitment(fact.bytes)));
    return {
      log: 1,
      index: this.entries.length - 1,
      fact: Buffer.from(fact.bytes).toString('base64'),
      disclosures: fact.disclosures,
    };
  }

  /** Publishes a decision, or without an ordinal an imported result, and confirms it on its carrier. */
  publish(id: string, number: number | null, on: string): void {
    const ordinal = number === null ? null : { kind: 'penalty', year: 2025, number };
    const [stream, document] = [`publication/${id}`, `示罚〔2025〕${number ?? id}号`];
    const { disclosures, ...proof } = this.record({
      stream,
      type: 'result-published',
      on,
      plain: {
        kind: 'penalty',
        number: document,
        publishedOn: on,
        origin: ordinal === null ? 'import' : 'case',
        labels: { conclusion: '执法结论' },
        withheld: [],
        channels: [{ id: 'site', main: true }],
      },
      sealed: { title: `示例公司第 ${id} 件`, 'fields.conclusion': '罚款\n“二万元”' },
      ...(ordinal && { ordinal }),
    });
    const { disclosures: _, ...confirmed } = this.record({
      stream,
      type: 'channel-confirmed',
      on,
      plain: { channel: 'site', confirmedOn: on },
    });
    this.lines.push({
      id,
      kind: 'penalty',
      number: document,
      origin: ordinal === null ? 'import' : 'case',
      state: 'published',
      title: `示例公司第 ${id} 件`,
      publishedOn: on,
      withdrawnOn: null,
      due: null,
      ordinal,
      timeliness: null,
      fields: [{ key: 'conclusion', name: '执法结论', value: '罚款\n“二万元”' }],
      withheld: [],
      explanation: null,
      proof: { ...proof, disclosures: [...disclosures] },
      confirmations: [confirmed],
      erasures: [],
    });
  }

  /** Seals the counts of a day. */
  seal(counts: SealedCounts): void {
    const { disclosures: _, ...seal } = this.record({
      stream: 'counts/made-up',
      type: 'counts-sealed',
      on: counts.day,
      plain: counts as unknown as JsonObject,
    });
    this.seals.push(seal);
  }

  /** The signed head over all that was recorded so far. */
  checkpoint(): string {
    const size = this.entries.length;
    const { root } = appendLeaves([], 0, this.entries.map(leafHash));
    return signCheckpoint({ origin: this.signer.name, size, root }, [this.signer]);
  }

  /** Everything that it makes public, by path. */
  files(): Map<string, string | Uint8Array> {
    const { nodes } = appendLeaves([], 0, this.entries.map(leafHash));
    const size = this.entries.length;
    const byYear = Map.groupBy(this.lines, ({ publishedOn }) => Number(publishedOn.slice(0, 4)));
    const last = this.seals.at(-1);
    const sealed =
      last && (JSON.parse(Buffer.from(last.fact, 'base64').toString('utf8')).plain as SealedCounts);
    const index: OpenIndex = {
      format: 'mingjing-open-data/v1',
      bureau: 'made-up',
      name: '示例局',
      logs: [{ number: 1, vkey: this.signer.vkey, path: 'log', opened: null }],
      counts: 'open-data/counts.jsonl',
      sealedOn: sealed?.day ?? null,
      withheld: sealed?.withheld ?? [],
      years: [...byYear].map(([year, { length }]) => ({
        year,
        results: length,
        jsonl: `open-data/results-${year}.jsonl`,
        csv: `open-data/results-${year}.csv`,
      })),
    };
    const jsonLines = (lines: readonly unknown[]) =>
      lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    return new Map<string, string | Uint8Array>([
      ['open-data/index.json', `${JSON.stringify(index, null, 1)}\n`],
      ['open-data/counts.jsonl', jsonLines(this.seals)],
      ...[...byYear].flatMap(([year, lines]): [string, string][] => [
        [`open-data/results-${year}.jsonl`, jsonLines(lines)],
        [`open-data/results-${year}.csv`, `\uFEFF${csvHead}${lines.map(csvLine).join('')}`],
      ]),
      ['log/checkpoint', this.checkpoint()],
      [`log/${entriesPath({ n: 0, width: size })}`, encodeEntries(this.entries)],
      ...newTiles(0, size).map((tile): [string, Uint8Array] => [
        `log/${tilePath(tile)}`,
        encodeTile(
          tile,
          (level, at) =>
            nodes.find((one) => one.level === level && one.index === at)?.hash ?? new Uint8Array(),
        ),
      ]),
    ]);
  }
}

/** Files in memory as a stranger reads them. */
export function heldSource(files: ReadonlyMap<string, string | Uint8Array>): OpenDataSource {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const held = files.get(path);
    return held === undefined ? undefined : Buffer.from(held as string);
  };
  return {
    file: async (path) => bytesOf(path),
    lines: async (path) => {
      const bytes = bytesOf(path);
      if (bytes === undefined) return undefined;
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      return linesOf(text);
    },
  };
}

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split('\n');
  const rest = lines.pop();
  yield* lines;
  if (rest !== undefined && rest !== '') yield rest;
}
