import type { PublicationView } from '@mingjing/api';
import type { AvailableAction } from '@mingjing/law';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionForm } from '../forms/action-form.tsx';
import { doneSentence } from '../forms/action-list.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { announce } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';

type Channel = PublicationView['channels'][number];

interface ChannelsProps {
  readonly view: PublicationView;
  /** What can be noted of each carrier: that its text was handed over, that it stands there. */
  readonly actions: readonly AvailableAction[];
  readonly onDone: () => void;
}

export const perChannel: readonly string[] = ['send-to-channel', 'confirm-channel'];

/** The carriers that the regulation names; whether it was on time is measured on the main one. */
export function Channels({ view, actions, onDone }: ChannelsProps) {
  const [open, setOpen] = useState<string | null>(null);
  if (view.channels.length === 0) return null;
  const gone = view.state === 'withdrawn';
  return (
    <Panel title="公示载体" aside={`${view.channels.length} 个`}>
      <ul className="channel-list">
        {view.channels.map((channel) => (
          <li key={channel.id}>
            <p className="mini-line">
              <b className="ink">{channel.name}</b>
              <StateTag channel={channel} gone={gone} />
            </p>
            <p className="quiet">
              {channel.main ? '是否按时以此为准。' : ''}
              {gone
                ? whatIsLeft(channel)
                : channel.held === 'ours'
                  ? '本系统发布。'
                  : '报送后登记，在该平台公示后确认。'}
            </p>
            {channel.address && (
              <p>
                <a href={channel.address} target="_blank" rel="noreferrer">
                  打开公示地址
                </a>
              </p>
            )}
            {channel.state === 'sent' && (
              <p className="quiet">
                {channel.sentOn}
                {channel.sentBy && ` ${channel.sentBy}`}报送
              </p>
            )}
            {channel.confirmedOn && (
              <p className="quiet">
                {channel.confirmedOn}
                {channel.confirmedBy && ` ${channel.confirmedBy}`}确认
              </p>
            )}
            {!gone && channel.state !== 'confirmed' && channel.text && <CopyText channel={channel} />}
            {actionsOf(channel, gone, actions).map((action) => (
              <ChannelAction
                key={action.command}
                {...{ view, action, channel, onDone }}
                open={open === `${channel.id} ${action.command}`}
                onOpen={(on) => setOpen(on ? `${channel.id} ${action.command}` : null)}
              />
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** An outer carrier is noted as sent once, and confirmed once. */
function actionsOf(channel: Channel, gone: boolean, actions: readonly AvailableAction[]) {
  if (gone || channel.held === 'ours' || channel.state === 'confirmed') return [];
  return actions.filter(({ command }) => channel.state === 'prepared' || command !== 'send-to-channel');
}

const stateWords = { prepared: '待发布', sent: '已报送，待确认', confirmed: '已确认' } as const;

/** Of a withdrawn result nothing waits any more: ours is down, an outer one is taken down by its own keepers. */
function StateTag({ channel, gone }: { readonly channel: Channel; readonly gone: boolean }) {
  if (!gone)
    return (
      <span className={channel.state === 'confirmed' ? 'tag ok' : 'tag'}>{stateWords[channel.state]}</span>
    );
  if (channel.held === 'ours') return <span className="tag">已撤下</span>;
  return channel.state === 'prepared' ? (
    <span className="tag">不再需要发布</span>
  ) : (
    <span className="tag soon">须在该平台撤下</span>
  );
}

function whatIsLeft({ held, state }: Channel): string {
  if (held === 'ours') return '原页面只留撤下说明。';
  return state === 'prepared' ? '没有登记过在该平台发布。' : '本系统不能代为撤下外部平台上的内容。';
}

function CopyText({ channel }: { readonly channel: Channel }) {
  return (
    <details>
      <summary>可复制的文本</summary>
      <pre className="channel-text">{channel.text}</pre>
      <Button
        size="small"
        onClick={async () => {
          try {
            await navigator.clipboard.writeText(channel.text);
            announce(`${channel.name}的文本已复制。`);
          } catch {
            announce('浏览器不允许复制，可选中文本后复制。');
          }
        }}
      >
        复制文本
      </Button>
    </details>
  );
}

function ChannelAction(
  props: Omit<ChannelsProps, 'actions'> & {
    readonly action: AvailableAction;
    readonly channel: Channel;
    readonly open: boolean;
    readonly onOpen: (on: boolean) => void;
  },
) {
  const { view, action, channel, open, onOpen, onDone } = props;
  const reason = useId();
  const [preset] = useState(() => ({ channel: channel.id }));
  if (open) {
    return (
      <ActionForm
        action={action}
        target={{ kind: 'publication', id: view.id, version: view.version }}
        draftSubject={view.id}
        preset={preset}
        onClose={() => onOpen(false)}
        onDone={(reply) => {
          announce(doneSentence(reply.facts.map((fact) => fact.label)));
          onOpen(false);
          onDone();
        }}
      />
    );
  }
  return (
    <>
      <ActionButton
        size="small"
        refused={!action.enabled}
        reason={reason}
        aria-label={`${action.label} ${channel.name}`}
        onClick={() => onOpen(true)}
      >
        {action.label}
      </ActionButton>
      <p className="sentence quiet" id={reason}>
        {action.refusal?.sentence} {action.refusal?.cite && <CiteLink cite={action.refusal.cite} full />}
      </p>
    </>
  );
}
