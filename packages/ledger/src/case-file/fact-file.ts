import { fromUtf8, toBase64Url, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import {
  canonicalize,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseCanonical,
} from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';

/** A field that a case file does not show, and why. */
export type WithheldField = { readonly name: string; readonly ground: string };

/** One fact as a case file holds it: its bytes as stored, what is disclosed of it, and why the rest is not. */
export type FactFile = {
  readonly fact: Uint8Array;
  readonly disclosures: readonly string[];
  readonly withheld: readonly WithheldField[];
};

/** The file of one fact, to be read by people too: the fact and each disclosed [salt, name, value] stand in it as they are. */
export function makeFactFile({ fact, disclosures, withheld }: FactFile): Uint8Array {
  const opened = disclosures.map((disclosure) => {
    const { salt, name, value } = readDisclosure(disclosure);
    return [salt, name, value] satisfies JsonValue;
  });
  opened.sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1));
  const file: JsonObject = {
    format: FORMAT,
    fact: parseCanonical(fact, '事实内容'),
    disclosures: opened,
    withheld: withheld.map(({ name, ground }) => ({ name, ground })),
  };
  return toUtf8(`${canonicalize(file)}\n`);
}

/** Reads the file of one fact: exactly canonical JSON of exactly these members, and one newline. */
export function readFactFile(bytes: Uint8Array): FactFile {
  if (bytes.length > MOST_BYTES || bytes.at(-1) !== NEWLINE || fromUtf8(bytes) === undefined)
    throw malformed('format');
  const file = parseCanonical(bytes.subarray(0, -1), '文件');
  if (!isJsonObject(file) || file.format !== FORMAT || Object.keys(file).length !== 4)
    throw malformed('format');
  const { fact, disclosures, withheld } = file;
  if (!isJsonObject(fact)) throw malformed('fact');
  if (!Array.isArray(disclosures)) throw malformed('disclosures');
  if (!Array.isArray(withheld)) throw malformed('withheld');
  return {
    fact: toUtf8(canonicalize(fact)),
    disclosures: disclosures.map((disclosure: JsonValue) => toBase64Url(canonicalize(disclosure))),
    withheld: withheld.map(readWithheld),
  };
}

const FORMAT = 'mingjing-fact/v1';
const MOST_BYTES = 16_000_000;
const NEWLINE = 10;

function readWithheld(value: JsonValue): WithheldField {
  if (!isJsonObject(value) || Object.keys(value).length !== 2) throw malformed('withheld');
  const { name, ground } = value;
  if (typeof name !== 'string' || typeof ground !== 'string') throw malformed('withheld');
  return { name, ground };
}

function malformed(part: string): VerificationError {
  return new VerificationError('file-malformed', part);
}
