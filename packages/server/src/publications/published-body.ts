import { type PublicationState, type RecordedFact, withdrawalCauseLabels } from '@mingjing/law';

interface Channel {
  readonly id: string;
  readonly name: string;
  readonly held: 'ours' | 'external';
  readonly main: boolean;
}

/** What the public page of a result shows, from the published fact alone. */
export function publishedBody(state: PublicationState, published: RecordedFact): Record<string, unknown> {
  const labels = state.labels;
  return {
    fields: ((published.data.order as readonly string[] | undefined) ?? Object.keys(labels))
      .filter((key) => state.fields[key] !== undefined)
      .map((key) => ({ key, name: labels[key], value: String(state.fields[key]) })),
    withheld: state.withheld.map((entry) => ({ key: entry.key, name: entry.name ?? labels[entry.key] ?? entry.key, ground: entry.ground, cite: entry.cite ?? '' })),
    cite: { ...state.cite, text: state.cite?.quote ?? '' },
    ...(typeof published.data.summary === 'string' ? { summary: published.data.summary } : {}),
    authority: published.data.authority ?? '',
    explanation: published.data.explanation ?? null,
    timeliness: timelinessOf(state, published),
    channels: channelsOf(state, published),
  };
}

/** What stays in place of a withdrawn result: why, since when, on what clause; nothing of the party. */
export function tombstoneBody(state: PublicationState, published: RecordedFact): Record<string, unknown> {
  const { withdrawn } = state;
  return {
    fields: [],
    withheld: [],
    cite: { ...withdrawn?.cite, text: withdrawn?.cite.quote ?? '' },
    authority: published.data.authority ?? '',
    explanation: null,
    timeliness: null,
    channels: [],
    tombstone: withdrawn && {
      cause: withdrawn.cause,
      causeLabel: withdrawalCauseLabels[withdrawn.cause],
      explanation: withdrawn.explanation,
      publishedOn: state.publishedOn,
      startedOn: withdrawn.startedOn,
      withdrawnOn: withdrawn.withdrawnOn,
      cite: withdrawn.cite,
    },
  };
}

/** On time is measured on the carrier the article names: confirmed there by the due day. Null while that is not known. */
export function timelinessOf(state: PublicationState, published: RecordedFact): 'on-time' | 'late' | null {
  if (state.due === null) return null;
  const main = channelsOf(state, published).find(({ main: isMain }) => isMain);
  const day = main === undefined ? state.publishedOn : main.confirmedOn;
  return day === null ? null : day <= state.due ? 'on-time' : 'late';
}

export function channelsOf(state: PublicationState, published: RecordedFact) {
  const channels = (published.data.channels as readonly Channel[] | undefined) ?? [];
  return channels.map((channel) => {
    const confirmation = state.channels[channel.id];
    const confirmedOn = confirmation?.confirmedOn ?? (channel.held === 'ours' ? state.publishedOn : null);
    return { ...channel, state: confirmedOn === null ? ('prepared' as const) : ('confirmed' as const), address: confirmation?.address ?? null, confirmedOn, confirmedBy: confirmation?.confirmedBy ?? null };
  });
}
