import { equalBytes, toUtf8 } from '../encoding.ts';
import { canonicalize, type JsonValue, parseCanonical, parseJson } from '../fact/canonical-json.ts';
import { decodeDisclosure, disclosureDigest } from '../fact/disclosure.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type JsonVectors = { cases: { name: string; inputBase64: string; outputBase64: string }[] };
type DisclosureVectors = { cases: { disclosure: string; decoded: JsonValue; digest: string }[] };

/** The vector files about canonical JSON and disclosures. */
export const recordRuns: Readonly<Record<string, Run>> = {
  'jcs-rfc8785.json': canonicalJson,
  'sd-jwt-disclosures.json': disclosures,
};

function canonicalJson({ cases }: JsonVectors, counts: Tally): void {
  for (const { name, inputBase64, outputBase64 } of cases) {
    const [input, output] = [bytesOf(inputBase64), bytesOf(outputBase64)];
    counts.check(name, () => equalBytes(toUtf8(canonicalize(parseJson(input))), output));
    counts.check(`${name} read back`, () => parseCanonical(output) !== undefined);
    counts.refuses(`${name} as first written`, () => parseCanonical(input));
  }
}

function disclosures({ cases }: DisclosureVectors, counts: Tally): void {
  for (const { disclosure, decoded, digest } of cases) {
    counts.same(`digest of ${disclosure}`, disclosureDigest(disclosure), digest);
    counts.same(
      `content of ${disclosure}`,
      canonicalize(decodeDisclosure(disclosure)),
      canonicalize(decoded),
    );
  }
}
