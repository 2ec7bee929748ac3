import { call, type LawVersionReply, routes } from '@mingjing/api';
import { useLaw } from '../law/law-queries.ts';
import { ProposalForm } from '../law/proposal-form.tsx';
import { Loaded } from '../parts/page-state.tsx';
import { textIn, useDraftEditing } from './draft-context.ts';

/** 提请启用: the draft, once nothing is wrong with it, becomes a version that another person may put in force. */
export function ProposeDraft() {
  const { id, body, check, flush } = useDraftEditing();
  const law = useLaw();
  const errors = check.findings.filter(({ level }) => level === 'error').length;
  return (
    <Loaded query={law}>
      {(reply) => (
        <ProposalForm
          title="提请启用"
          law={reply}
          isNew={!reply.layers.some(({ pack }) => pack === textIn({ ...body }, 'id'))}
          ready={errors === 0}
          needs={`还有 ${errors} 处没有改好。`}
          takeUp={async () => {
            await flush();
            return await call<LawVersionReply>('POST', routes.lawVersions, { draft: id });
          }}
        />
      )}
    </Loaded>
  );
}
