import { roleLabels } from '@mingjing/law';

/** 承办人 for `handler`. */
export function roleLabel(role: string): string {
  return (roleLabels as Readonly<Record<string, string>>)[role] ?? role;
}
