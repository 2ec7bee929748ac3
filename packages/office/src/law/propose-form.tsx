import { call, type LawReply, type LawVersionReply, routes } from '@mingjing/api';
import { useState } from 'react';
import { ProposalForm } from './proposal-form.tsx';
import { ADDED, UPLOAD, type VersionChoice, VersionSource } from './version-source.tsx';

/** 提请另一版本: taken from this release or from files. */
export function ProposeForm({ law }: { readonly law: LawReply }) {
  const [choice, setChoice] = useState<VersionChoice>({
    from: '',
    added: '',
    packFile: null,
    articlesFile: null,
  });
  return (
    <ProposalForm
      title="提请另一版本"
      law={law}
      // Files may bring a regulation that we do not apply yet; only reading them tells.
      isNew={choice.from === UPLOAD || choice.from === ADDED}
      ready={isChosen(choice)}
      needs="先选版本。"
      takeUp={() => takeUp(choice)}
    >
      {(changed) => (
        <VersionSource
          law={law}
          choice={choice}
          onChange={(next) => {
            setChoice(next);
            changed();
          }}
        />
      )}
    </ProposalForm>
  );
}

function isChosen({ from, added, packFile }: VersionChoice): boolean {
  if (from === UPLOAD) return packFile !== null;
  return from === ADDED ? added !== '' : from !== '';
}

async function takeUp(choice: VersionChoice): Promise<LawVersionReply> {
  const body =
    choice.from === UPLOAD
      ? {
          packYaml: (await choice.packFile?.text()) ?? '',
          ...(choice.articlesFile ? { articlesYaml: await choice.articlesFile.text() } : {}),
        }
      : { release: choice.from === ADDED ? choice.added : choice.from };
  return await call<LawVersionReply>('POST', routes.lawVersions, body);
}
