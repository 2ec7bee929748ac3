import { describe, expect, test } from 'vitest';
import { stages } from '../case/case-state.ts';
import { commandSpecs, startSpecs } from '../case/registry.ts';
import { actionLabels } from '../terms.ts';
import { type Actor, type Role, roles } from './actor.ts';
import { can } from './can.ts';
import type { Subject } from './subject.ts';
import { accessTable, lawAccess, publicationAccess, queryAccess } from './table.ts';

const subject: Subject = {
  bureau: 'home',
  participants: [
    { body: 'home', as: 'handling' },
    { body: 'above', as: 'superior' },
    { body: 'justice', as: 'supervising' },
    { body: 'partner', as: 'joint' },
    { body: 'agent', as: 'entrusted' },
  ],
  handlers: ['h1', 'h2'],
  issuing: 'above',
  extending: 'above',
};
const actor = (held: readonly Role[], bureau = 'home', id = 'h1'): Actor => ({
  id,
  name: id,
  bureau,
  roles: held,
});
const bodies = ['home', 'above', 'justice', 'partner', 'agent', 'elsewhere'] as const;
const everyStage = [...new Set([...stages.permit, ...stages.penalty])];
const actions = Object.keys(accessTable);

describe('权限表', () => {
  test('每一个案件命令、公示命令和查询都有一条，且都有中文名', () => {
    const expected = [
      ...startSpecs.map((spec) => spec.type),
      ...commandSpecs.map((spec) => spec.type),
      ...Object.keys(publicationAccess),
      ...Object.keys(lawAccess),
      ...Object.keys(queryAccess),
    ];
    expect([...actions].sort()).toEqual([...expected].sort());
    expect(actions.filter((action) => !actionLabels[action])).toEqual([]);
  });

  test('不在表上的操作一律不许', () => {
    for (const action of ['delete-case', 'toString', '__proto__', '']) {
      for (const role of roles) expect(can(actor([role]), action, subject)?.code).toBe('unknown-action');
    }
  });

  test('三类管理员不接触案件内容，兼任其他岗位也不行', () => {
    for (const administrator of [
      'system-administrator',
      'security-administrator',
      'audit-administrator',
    ] as const) {
      for (const action of actions.filter((name) => accessTable[name]?.content)) {
        expect(can(actor([administrator]), action, subject), action).toBeDefined();
        expect(can(actor([...roles]), action, subject)?.code, action).toBe('administrator');
      }
    }
  });

  test('岗位 × 操作 × 关系 × 阶段：许可的恰是表上所写', () => {
    for (const action of actions) {
      const entry = accessTable[action];
      if (!entry) throw new Error(action);
      for (const role of roles) {
        for (const body of bodies) {
          for (const stage of everyStage) {
            for (const id of ['h1', 'other']) {
              const allowed = can(actor([role], body, id), action, { ...subject, stage }) === undefined;
              expect(allowed, `${action} ${role} ${body} ${stage} ${id}`).toBe(
                entry.roles.includes(role) &&
                  bodiesOf(entry.body, role).includes(body) &&
                  (entry.only !== 'handlers' || role !== 'handler' || id === 'h1' || body !== 'home') &&
                  (entry.stages?.includes(stage) ?? true),
              );
            }
          }
        }
      }
    }
  });

  test('阶段不对、谁也不能办的，先说阶段，不叫人去找承办人；没有参与本案的单位听不到阶段', () => {
    const closed = { ...subject, stage: 'closed' };
    for (const { type, stages: open } of commandSpecs) {
      if (open.includes('closed')) continue;
      for (const role of roles.filter((one) => !one.endsWith('-administrator'))) {
        for (const body of ['home', 'above', 'justice', 'partner', 'agent'])
          expect(can(actor([role], body, 'other'), type, closed)?.code, `${type} ${role} ${body}`).toBe(
            'wrong-stage',
          );
        expect(can(actor([role], 'elsewhere'), type, closed)?.code, `${type} ${role}`).toMatch(
          /^(other-bureau|not-permitted)$/,
        );
      }
    }
    expect(
      can(actor(['handler'], 'home', 'other'), 'submit-report', { ...subject, stage: 'filing' })?.code,
    ).toBe('wrong-stage');
    expect(
      can(actor(['handler'], 'home', 'other'), 'submit-report', { ...subject, stage: 'investigation' })?.code,
    ).toBe('not-handler');
  });

  test('没有参与本案的单位，什么也看不到、办不了', () => {
    for (const action of actions) {
      for (const role of roles)
        expect(can(actor([role], 'elsewhere'), action, subject), `${action} ${role}`).toBeDefined();
    }
  });

  test('结案后只剩查阅、归档、登记撤销、依法删除和结束参与、督办', () => {
    const open = commandSpecs.filter((spec) => spec.stages.includes('closed')).map((spec) => spec.type);
    expect(open.sort()).toEqual([
      'archive-case',
      'confirm-erasure',
      'end-participant',
      'end-supervision',
      'propose-erasure',
      'record-revocation',
    ]);
  });
});

/** Written apart from the code under test: in which bodies a role counts for a capacity. */
function bodiesOf(capacity: string, role: Role): readonly string[] {
  const own = role === 'superior' ? 'above' : role === 'supervisor' ? 'justice' : 'home';
  switch (capacity) {
    case 'own':
      return ['home'];
    case 'handling':
      return role === 'superior' || role === 'supervisor' ? [] : ['home'];
    case 'superior':
      return role === 'superior' ? ['above'] : [];
    case 'issuing':
    case 'extending':
      return own === 'above' ? ['above'] : [];
    case 'supervising':
      return role === 'superior' || role === 'supervisor' ? ['justice'] : [];
    case 'joining':
    case 'participant':
      if (role === 'superior' && capacity === 'participant') return ['above', 'justice'];
      return own === 'home' ? ['home', 'partner', 'agent'] : capacity === 'joining' ? [] : [own];
    default:
      throw new Error(capacity);
  }
}
