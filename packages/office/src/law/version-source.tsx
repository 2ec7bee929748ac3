import type { LawReply } from '@mingjing/api';
import { Radio } from 'antd';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { shortVersion } from './law-queries.ts';

/** Where the version comes from: a pack of this release by its id, or two files. */
export interface VersionChoice {
  readonly from: string;
  /** The regulation of the release that we do not apply yet, where `from` is ADDED. */
  readonly added: string;
  readonly packFile: File | null;
  readonly articlesFile: File | null;
}

/** Choices that are no pack of ours; no pack has an id with a space. */
export const UPLOAD = 'upload ';
export const ADDED = 'added ';

interface VersionSourceProps {
  readonly law: LawReply;
  readonly choice: VersionChoice;
  readonly onChange: (choice: VersionChoice) => void;
}

/** Which version: those that came with the program and differ from ours, one that we do not apply yet, or one's own files. */
export function VersionSource({ law, choice, onChange }: VersionSourceProps) {
  const changed = law.release.filter(({ status }) => status === 'changed');
  const others = law.release.filter(({ status }) => status === 'new');
  return (
    <>
      <Field
        id="law-source"
        label="哪一版本"
        group
        help={changed.length === 0 ? '随程序带来的各部规定，本局适用的与现行的相同。' : undefined}
      >
        {() => (
          <Radio.Group
            aria-label="哪一版本"
            className="choices"
            value={choice.from}
            onChange={(event) => onChange({ ...choice, from: String(event.target.value) })}
            options={[
              ...changed.map(({ pack, regulation, version }) => ({
                value: pack,
                label: `《${regulation}》随程序带来的版本 ${shortVersion(version)}`,
              })),
              { value: UPLOAD, label: '读入文件' },
              ...(others.length > 0 ? [{ value: ADDED, label: '列入本局尚未适用的规定' }] : []),
            ]}
          />
        )}
      </Field>
      {choice.from === ADDED && (
        <Field id="law-added" label="哪一部规定" group>
          {() => (
            <Radio.Group
              aria-label="哪一部规定"
              className="choices"
              value={choice.added}
              onChange={(event) => onChange({ ...choice, added: String(event.target.value) })}
              options={others.map(({ pack, regulation }) => ({ value: pack, label: `《${regulation}》` }))}
            />
          )}
        </Field>
      )}
      {choice.from === UPLOAD && <Files choice={choice} onChange={onChange} />}
    </>
  );
}

function Files({ choice, onChange }: Omit<VersionSourceProps, 'law'>) {
  return (
    <>
      <Field
        id="law-pack-file"
        label="规则文件"
        help="规定目录里的 pack.yaml：从条文读出的期限、要求、公示内容等规则，YAML 格式。"
      >
        {(link) => (
          <FileInput
            {...link}
            accept=".yaml,.yml"
            chosen={choice.packFile?.name}
            onChoose={(packFile) => onChange({ ...choice, packFile })}
          />
        )}
      </Field>
      <Field
        id="law-articles-file"
        label="条文文件"
        required={false}
        help="规定目录里的 articles.yaml：条文原文，逐条编号。规则文件里已写有条文的不用选。"
      >
        {(link) => (
          <FileInput
            {...link}
            accept=".yaml,.yml"
            chosen={choice.articlesFile?.name}
            onChoose={(articlesFile) => onChange({ ...choice, articlesFile })}
          />
        )}
      </Field>
    </>
  );
}
