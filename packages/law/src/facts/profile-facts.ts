import { z } from 'zod';
import { bureauProfileSchema, matterSchema, profileChangeSchema } from '../pack/bureau-profile.ts';
import { define, id, short, text } from './fact-parts.ts';

/** Facts of what a bureau is and which matters it handles; all of it is public. */
export const profileFactTypes = {
  'bureau-created': define('bureau', '设立', { profile: bureauProfileSchema }, [], [], 2),
  'bureau-added': define('bureau', '增设机关', { bureau: id, name: short, confirmedBy: id }),
  'bureau-profile-changed': define('bureau', '变更机关信息', { changes: profileChangeSchema }),
  'matter-added': define('bureau', '增加事项', { matter: matterSchema }),
  'matter-changed': define('bureau', '变更事项', { replaces: id, matter: matterSchema }),
  'matter-retired': define('bureau', '停止办理事项', { matter: z.string().min(1).max(120), reason: text }),
} as const;
