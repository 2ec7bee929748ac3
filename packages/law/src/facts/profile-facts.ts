import { z } from 'zod';
import {
  bureauProfileSchema,
  matterSchema,
  profileChangeSchema,
  witnessSchema,
} from '../pack/bureau-profile.ts';
import { define, id, short, text } from './fact-parts.ts';

/** Facts of what a bureau is and which matters it handles; all of it is public. */
export const profileFactTypes = {
  'bureau-created': define('bureau', '设立', { profile: bureauProfileSchema }, [], [], 2),
  'bureau-added': define('bureau', '增设机关', { bureau: id, name: short, confirmedBy: id }),
  'bureau-profile-changed': define('bureau', '变更机关信息', { changes: profileChangeSchema }),
  'matter-added': define('bureau', '增加事项', { matter: matterSchema }),
  'matter-changed': define('bureau', '变更事项', { replaces: id, matter: matterSchema }),
  /** The superior's own administrator holds a post here; told in both bodies' streams, agreed by one person of each. */
  'administrator-entrusted': define('bureau', '委托上级机关的管理员', {
    role: id,
    body: id,
    confirmedBy: id,
  }),
  'administrator-taken-back': define('bureau', '收回对上级机关管理员的委托', {
    role: id,
    body: id,
    confirmedBy: id,
  }),
  'administration-taken-on': define('bureau', '受托担任下级机关的管理员', {
    role: id,
    bureau: id,
    askedBy: id,
  }),
  'administration-given-back': define('bureau', '不再担任下级机关的管理员', {
    role: id,
    bureau: id,
    askedBy: id,
  }),
  /** From then on its signature counts; `quorum`: how many of all the witnesses must have signed. */
  'witness-named': define('bureau', '指定见证方', {
    ...witnessSchema.shape,
    quorum: z.int().min(1).max(16),
    confirmedBy: id,
  }),
  'witness-ended': define(
    'bureau',
    '不再由其见证',
    { name: short, vkey: short, quorum: z.int().min(0).max(16), reason: text, confirmedBy: id },
    ['reason'],
  ),
  /** `occurredOn`: the day from which another bureau continues in its place; `openCases`: how many went over. */
  'bureau-succeeded': define(
    'bureau',
    '由其他机关承继',
    {
      successor: id,
      name: short,
      title: short,
      number: short,
      openCases: z.int().min(0),
      reason: text,
      confirmedBy: id,
    },
    ['reason'],
  ),
  'succession-taken-on': define('bureau', '承继其他机关', {
    bureau: id,
    name: short,
    title: short,
    number: short,
    openCases: z.int().min(0),
    askedBy: id,
  }),
  'matter-retired': define('bureau', '停止办理事项', { matter: z.string().min(1).max(120), reason: text }),
} as const;
