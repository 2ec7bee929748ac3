import type { LawDraftReply, PackFormReply } from '@mingjing/api';
import { Link, useParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { DraftContext, textIn } from './draft-context.ts';
import { useDraft, usePackForm } from './draft-queries.ts';
import { ExportButton } from './export-button.tsx';
import { FieldViews } from './fields/field-view.tsx';
import { FindingList } from './finding-list.tsx';
import { Leaving } from './leaving.tsx';
import { ProposeDraft } from './propose-draft.tsx';
import { SavingNote } from './saving-note.tsx';
import { SectionNav } from './section-nav.tsx';
import { SectionView } from './section-view.tsx';
import { TrialPanel } from './trial-panel.tsx';
import { useEditing } from './use-editing.ts';
import { PROPOSE, TRIAL, usePlace } from './use-place.ts';

/** One draft of a regulation: its form section by section, what the checker finds, what it would bring, and putting it forward. */
export function DraftPage() {
  const { id = '' } = useParams();
  const draft = useDraft(id);
  const form = usePackForm();
  return (
    <Loaded query={draft} title="规定草稿">
      {(reply) => (
        <Loaded query={form} title="规定草稿">
          {(sections) => (
            <DraftScreen
              key={`${reply.id} ${reply.version}`}
              draft={reply}
              form={sections}
              onReload={draft.refetch}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function DraftScreen({
  draft,
  form,
  onReload,
}: {
  readonly draft: LawDraftReply;
  readonly form: PackFormReply;
  readonly onReload: () => unknown;
}) {
  const editing = useEditing(draft);
  const title = textIn({ ...editing.body }, 'title') || '没有写全称的规定';
  useTitle(title);
  const { place } = usePlace();
  const typed = Object.keys(editing.texts).length > 0;
  const section = form.find(({ key }) => key === place);
  return (
    <DraftContext value={editing}>
      <FieldViews>
        <Leaving
          unsaved={editing.saving !== 'saved' || typed}
          flush={() => (typed ? Promise.resolve(false) : editing.flush())}
        />
        <nav aria-label="位置">
          <ol className="breadcrumb">
            <li>
              <Link to={paths.law}>规定版本</Link>
            </li>
            <li>草稿</li>
          </ol>
        </nav>
        <div className="page-head draft-head">
          <h1>{title}</h1>
          <p>
            草稿，取自{draft.origin}；
            {draft.replaces ? '提请并批准以后，替换本局现行的版本。' : '提请并批准以后，列入本局适用的规定。'}
          </p>
          <div className="draft-tools">
            <SavingNote onReload={onReload} />
            <ExportButton />
          </div>
        </div>
        <FindingList form={form} />
        <div className="draft-body">
          <SectionNav form={form} />
          <div className="draft-main">
            {section && <SectionView key={section.key} section={section} />}
            {place === TRIAL && <TrialPanel replaces={draft.replaces} />}
            {place === PROPOSE && <ProposeDraft />}
          </div>
        </div>
      </FieldViews>
    </DraftContext>
  );
}
