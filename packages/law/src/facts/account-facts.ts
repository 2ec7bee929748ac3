import { z } from 'zod';
import { date, define, id, short, text } from './fact-parts.ts';

const officer = {
  person: id,
  name: short,
  post: short,
  /** Name of the unit, as the public page shows it. */
  unit: z.string().max(400),
  credentialNumber: short,
  validTo: date,
  area: short,
};
const roles = z.array(id).min(1).max(15);

/** Facts of a bureau's people: accounts are named by their id alone, officers as the public may know them. */
export const accountFacts = {
  'account-opened': define('bureau', '开立账号', { person: id, roles, unit: id.optional() }),
  'account-changed': define('bureau', '变更账号', { person: id, roles, unit: id.optional() }),
  'account-deactivated': define('bureau', '停用账号', { person: id, reason: text }, ['reason']),
  'account-reactivated': define('bureau', '恢复账号', { person: id, reason: text }, ['reason']),
  'account-unlocked': define('bureau', '解除锁定', { person: id }),
  /** Who confirmed, where the account is one that watches over the system administrator. */
  'password-reset': define('bureau', '重置密码', { person: id, confirmedBy: id.optional() }, [], [], 2),
  'emergency-access-opened': define(
    'bureau',
    '紧急查阅',
    { person: id, case: id, until: z.iso.datetime(), confirmedBy: id, reason: text },
    ['reason'],
  ),
  'officer-registered': define('bureau', '登记执法人员', officer, [], [], 2),
  'officer-changed': define('bureau', '变更执法人员', officer),
  'officer-removed': define('bureau', '撤销执法人员登记', { person: id }),
} as const;
