import type { FormSection } from '@mingjing/law';
import { Button } from 'antd';
import { useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { useDraftEditing } from './draft-context.ts';
import { keysIn } from './draft-path.ts';
import { ObjectView } from './fields/object-view.tsx';
import { RuleList } from './rule-list.tsx';
import { SectionText } from './section-text.tsx';

/** One section of the draft: as a form, or as text for whoever prefers it. */
export function SectionView({ section }: { readonly section: FormSection }) {
  const { body, texts, change, flush } = useDraftEditing();
  const [asText, setAsText] = useState(texts[section.key] !== undefined);
  const { key, label, node } = section;
  return (
    <Panel
      title={label}
      aside={
        <Button size="small" onClick={() => flush().then(() => setAsText(!asText))}>
          {asText ? '回到表单' : '以文本编辑'}
        </Button>
      }
    >
      <div className="panel-body">
        {asText ? (
          <SectionText section={section} />
        ) : node.kind === 'object' ? (
          <div className="form-column rule-form">
            <ObjectView
              fields={node.fields}
              path={[]}
              value={{ ...body }}
              onChange={(next) => {
                for (const field of node.fields) {
                  const value = keysIn(next)[field.key];
                  if (value !== body[field.key]) change([field.key], value);
                }
              }}
            />
          </div>
        ) : (
          node.kind === 'list' && <RuleList section={key} label={label} item={node.item} />
        )}
      </div>
    </Panel>
  );
}
