import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { factPath } from '../case-file/bag-layout.ts';
import { fromUtf8, toBase64, toUtf8 } from '../encoding.ts';
import { makeDisclosure } from '../fact/disclosure.ts';
import { formatAddCheckpoint } from '../log/witness.ts';
import { packZip, sampleCaseFiles, sampleFacts, sampleLog, sampleWitness } from './sample-case-file.ts';
import {
  sampleForkProof,
  sampleLogFiles,
  sampleNote,
  sampleProofFile,
  sampleTlogProof,
} from './sample-proofs.ts';
import type { Vector, VectorFile } from './vectors.ts';

/** Writes the vectors anew, one file a format: the whole thing, and what must be refused of it. */
export function makeVectors(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of vectorFiles())
    writeFileSync(join(folder, `${file.format}.json`), `${JSON.stringify(file, null, 1)}\n`);
}

function vectorFiles(): VectorFile[] {
  const [note, proof, files, bag] = [sampleNote(), sampleTlogProof(), sampleLogFiles(), sampleCaseFiles()];
  const [fact] = sampleFacts();
  if (fact === undefined) throw new Error('the sample has no facts');
  const factText = text(fact.bytes);
  const { vkey } = sampleLog;
  const salt = 'AAECAwQFBgcICQoLDA0ODw';
  const policy = `log ${vkey}\nwitness justice ${sampleWitness.vkey}\nquorum justice\n`;
  const request = formatAddCheckpoint({ old: 3, proof: [new Uint8Array(32)], note });
  const factFile = text(bag.get(factPath(1)) as Uint8Array);
  return [
    {
      format: 'canonical-json',
      cases: [
        ...good('names in order', '{"a":1,"b":[true,null,"\\u0000"]}'),
        ...good('ECMAScript numbers', '[1e+21,1e-7,0]'),
        ...bad({
          'names out of order': '{"b":1,"a":1}',
          'a space': '{"a": 1}',
          'a name twice': '{"a":1,"a":1}',
          'a number spelled otherwise': '[1.0]',
          'an escape that is not needed': '["\\u0061"]',
          'a byte order mark': '\uFEFF{}',
          'half a character': Uint8Array.of(0x22, 0xc3, 0x22),
        }),
      ],
    },
    {
      format: 'disclosure',
      cases: [
        ...good('a name and a value', makeDisclosure(salt, 'party', { name: '李某' })),
        ...bad({
          'padded base64url': `${makeDisclosure(salt, 'a', 1)}=`,
          'standard base64': '++++',
          'two elements': toBase64(toUtf8('["a","b"]')).replace(/=+$/, ''),
          nothing: '',
        }),
      ],
    },
    {
      format: 'fact',
      cases: [
        ...good('a first fact', fact.bytes),
        ...bad({
          'a member too many': factText.replace('{', '{"a":1,'),
          'no salt': factText.replace(/"salt":"[^"]+",/, ''),
          'a first fact that names a previous one': factText.replace(/0{64}/, '1'.repeat(64)),
          'a day that is none': factText.replace('2026-11-20"', '2026-11-31"'),
          'a newline after it': `${factText}\n`,
        }),
      ],
    },
    {
      format: 'fact-file',
      cases: [
        ...good('of a case', factFile),
        ...bad({
          'no newline': factFile.trimEnd(),
          'another format': factFile.replace('mingjing-fact/v1', 'mingjing-fact/v2'),
          'a member too many': factFile.replace('{', '{"a":1,'),
          'a ground without its field': factFile.replace('"withheld":[]', '"withheld":[{"ground":"x"}]'),
        }),
      ],
    },
    {
      format: 'vkey',
      cases: [
        ...good('of a log', vkey),
        ...good('of a witness', sampleWitness.vkey),
        ...bad({
          'another key id': vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
          'another name': `x${vkey}`,
          'a space': vkey.replace('.', ' '),
          'cut short': vkey.slice(0, -4),
        }),
      ],
    },
    {
      format: 'policy',
      cases: [
        ...good('one witness', policy),
        ...good('nobody', 'quorum none\n'),
        ...bad({
          'no quorum': `log ${vkey}\n`,
          'two quorums': `${policy}quorum none\n`,
          'a witness twice': policy.replace('quorum', `witness other ${sampleWitness.vkey}\nquorum`),
          'a witness without a key': policy.replace(sampleWitness.vkey, vkey),
          'a group of more than there are': policy.replace('quorum justice', 'group g 2 justice\nquorum g'),
          'an unknown word': `${policy}and more\n`,
        }),
      ],
    },
    {
      format: 'checkpoint',
      vkey,
      cases: [
        ...good('cosigned', note),
        ...good('with a line of somebody unknown', `${note}— stranger AAAAAAAA\n`),
        ...bad({
          'another size': note.replace('\n11\n', '\n12\n'),
          'another origin': note.replace('mingjing.test/370830\n', 'mingjing.test/370831\n'),
          'no signature by the log': note.replace(/— mingjing\.test[^\n]+\n/, ''),
          'a size with a leading zero': note.replace('\n11\n', '\n011\n'),
          'a carriage return': note.replace('\n11\n', '\r\n11\n'),
          'no last newline': note.trimEnd(),
        }),
      ],
    },
    {
      format: 'hash-tile',
      cases: [
        ...good('44 wide', files.get('tile/0/001.p/44') as Uint8Array),
        ...bad({
          'a byte short': (files.get('tile/0/001.p/44') as Uint8Array).slice(1),
          empty: new Uint8Array(),
        }),
      ],
    },
    {
      format: 'entry-bundle',
      cases: [
        ...good('44 wide', files.get('tile/entries/001.p/44') as Uint8Array),
        ...bad({
          'a byte short': (files.get('tile/entries/001.p/44') as Uint8Array).slice(0, -1),
          'an entry too many': Uint8Array.of(...(files.get('tile/entries/001.p/44') as Uint8Array), 0, 0),
        }),
      ],
    },
    {
      format: 'add-checkpoint',
      cases: [
        ...good('with a proof', request),
        ...bad({
          'no old size': request.replace('old 3\n', ''),
          'a negative size': request.replace('old 3', 'old -3'),
          'a hash that is too short': request.replace(/\n[^\n]+=\n/, '\nAAAA\n'),
          'no empty line': request.replace('\n\n', '\n'),
        }),
      ],
    },
    {
      format: 'tlog-proof',
      vkey,
      commitment: toBase64(proof.commitment),
      cases: [
        ...good('of the fourth entry', proof.text),
        ...bad({
          'another place': proof.text.replace('index 3', 'index 4'),
          'a hash too few': proof.text.replace(/(index 3\n)[^\n]+\n/, '$1'),
          'a hash too many': proof.text.replace('index 3\n', `index 3\n${toBase64(new Uint8Array(32))}\n`),
          'a place beyond the tree': proof.text.replace('index 3', 'index 11'),
          'another version': proof.text.replace('@v1', '@v2'),
        }),
      ],
    },
    {
      format: 'proof-file',
      cases: [
        ...good('cosigned', sampleProofFile(1)),
        ...bad({
          'another value': text(sampleProofFile(1)).replace(
            /"disclosures":\["[^"]{8}/,
            (found) => `${found.slice(0, -1)}A`,
          ),
          'another entry': text(sampleProofFile(1)).replace(/"entry":"01../, '"entry":"0100'),
          'the key of another log': text(sampleProofFile(1)).replace(vkey, sampleWitness.vkey),
          'the fact of another proof': text(sampleProofFile(1)).replace(
            /"fact":"[^"]+"/,
            /"fact":"[^"]+"/.exec(text(sampleProofFile(2)))?.[0] ?? '',
          ),
          'no witnesses where one signed': text(sampleProofFile(1)).replace(/,"witnesses":\[[^\]]+\]/, ''),
        }),
      ],
    },
    {
      format: 'fork-proof',
      cases: [
        ...good('5 against 17', sampleForkProof()),
        ...bad({
          'one head twice': text(sampleForkProof()).replace(
            /"smaller":"[^"]+"/,
            (/"larger":"[^"]+"/.exec(text(sampleForkProof()))?.[0] ?? '').replace('larger', 'smaller'),
          ),
          'another root': text(sampleForkProof()).replace(
            /"root":"[^"]+"/,
            `"root":"${toBase64(new Uint8Array(32))}"`,
          ),
          'no proof': text(sampleForkProof()).replace(/"proof":\[[^\]]+\]/, '"proof":[]'),
        }),
      ],
    },
    {
      format: 'case-file',
      cases: [
        ...good('whole', packZip(bag)),
        ...good('after an erasure', packZip(sampleCaseFiles({ erased: true }))),
        ...bad({
          'a fact taken out, manifests made anew': packZip(
            sampleCaseFiles({ files: { [factPath(2)]: undefined } }),
          ),
          'a reading page changed': packZip(new Map([...bag, ['说明.html', toUtf8('<p>other</p>')]])),
          'a file that nothing lists': packZip(new Map([...bag, ['data/more.txt', toUtf8('x')]])),
          'a path that leaves it': packZip(new Map([...bag, ['../more.txt', toUtf8('x')]])),
          'a document that no fact states': packZip(
            sampleCaseFiles({ files: { [`data/documents/${'0'.repeat(64)}.pdf`]: toUtf8('x') } }),
          ),
          'cut short': packZip(bag).slice(0, -30),
        }),
      ],
    },
  ];
}

function good(name: string, bytes: Uint8Array | string): Vector[] {
  return [{ name, valid: true, bytes: base64(bytes) }];
}

function bad(cases: Readonly<Record<string, Uint8Array | string>>): Vector[] {
  return Object.entries(cases).map(([name, bytes]) => ({ name, valid: false, bytes: base64(bytes) }));
}

const base64 = (bytes: Uint8Array | string): string =>
  toBase64(typeof bytes === 'string' ? toUtf8(bytes) : bytes);
const text = (bytes: Uint8Array): string => fromUtf8(bytes) as string;

if (import.meta.main) makeVectors(argv[2] ?? join(import.meta.dirname, '../../vectors'));
