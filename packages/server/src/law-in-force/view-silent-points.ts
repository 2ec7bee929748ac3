import type { SilentPointsReply } from '@mingjing/api';
import { refuseBureau, silentPointRegister } from '@mingjing/law';
import { namesAround } from '../cases/case-view.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { bureauContext, loadLaw } from './run-law-command.ts';

/** What the person's bureau decided on everything its regulations leave open, and where each answer matters. */
export async function viewSilentPoints(context: ServerContext, person: Person): Promise<SilentPointsReply> {
  const { state } = await loadLaw(context, person.bureau);
  const around = bureauContext(context, person);
  const names = await namesAround(context, { bureau: person.bureau, participants: [] });
  const refusal = refuseBureau(state, 'decide-silent-point', around);
  return {
    today: around.today,
    points: silentPointRegister(state, around).map(({ point, history, standing: _standing, ...one }) => ({
      ...one,
      id: point.id,
      point: point.point,
      proposed: point.proposed,
      options: point.options.map(({ value, answer, effects }) => ({
        value,
        answer,
        moves: effects.length > 0,
      })),
      history: history.map(({ text, reason, from, decidedBy, decidedOn, status }) => ({
        text,
        reason,
        from,
        decidedBy: names.get(decidedBy) ?? decidedBy,
        decidedOn,
        status,
      })),
    })),
    decide: refusal === undefined ? { may: true } : { may: false, refusal },
  };
}
