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
/** Who confirmed on the spot, where the account is an administrator's. */
const confirmedBy = id.optional();
const roles = z.array(id).min(1).max(15);

/** Facts of a bureau's people: accounts are named by their id alone, officers as the public may know them. */
export const accountFacts = {
  'account-opened': define(
    'bureau',
    '开立账号',
    { person: id, roles, unit: id.optional(), confirmedBy },
    [],
    [],
    2,
  ),
  'account-changed': define(
    'bureau',
    '变更账号',
    { person: id, roles, unit: id.optional(), confirmedBy },
    [],
    [],
    2,
  ),
  'account-deactivated': define(
    'bureau',
    '停用账号',
    { person: id, reason: text, confirmedBy },
    ['reason'],
    [],
    2,
  ),
  'account-reactivated': define(
    'bureau',
    '恢复账号',
    { person: id, reason: text, confirmedBy },
    ['reason'],
    [],
    2,
  ),
  'account-unlocked': define('bureau', '解除锁定', { person: id }),
  'password-reset': define('bureau', '重置密码', { person: id, confirmedBy }, [], [], 2),
  'emergency-access-opened': define(
    'bureau',
    '紧急查阅',
    { person: id, case: id, until: z.iso.datetime(), confirmedBy: id, reason: text },
    ['reason'],
  ),
  'viewing-requested': define(
    'bureau',
    '申请调阅记录',
    {
      case: id,
      days: z.int().min(1).max(30),
      copying: z.enum(['yes', 'no']),
      reason: text,
      /** The clause that asks for leave. */
      clause: z.strictObject({ pack: id, article: id }).optional(),
    },
    ['reason'],
  ),
  'viewing-granted': define('bureau', '准许调阅记录', { request: z.int().min(1), until: date }),
  'viewing-refused': define('bureau', '不准调阅记录', { request: z.int().min(1), reason: text }, ['reason']),
  'officer-registered': define('bureau', '登记执法人员', officer, [], [], 2),
  'officer-changed': define('bureau', '变更执法人员', officer),
  'officer-removed': define('bureau', '撤销执法人员登记', { person: id }),
} as const;
