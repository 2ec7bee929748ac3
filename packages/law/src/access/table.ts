import { commandSpecs, startSpecs } from '../case/registry.ts';
import type { ActingBody } from '../case/skeleton.ts';
import type { Role } from './actor.ts';

/** Who may do one action: which roles, standing in which body, narrowed to the case's handlers, in which stages. */
export interface AccessEntry {
  readonly roles: readonly Role[];
  /** `own`: the bureau itself; `participant`: any body that takes part. */
  readonly body: ActingBody | 'own' | 'participant';
  readonly only?: 'handlers';
  readonly stages?: readonly string[];
  /** Shows or changes what a case contains: never open to administrators. */
  readonly content: boolean;
}

const officers: readonly Role[] = [
  'window-clerk',
  'handler',
  'reviewer',
  'approver',
  'legal-reviewer',
  'policy-and-law',
  'liaison',
  'archive-keeper',
];
const readers: readonly Role[] = [...officers, 'superior', 'supervisor'];
const content = (body: AccessEntry['body'], roles: readonly Role[]): AccessEntry => ({
  body,
  roles,
  content: true,
});
const plain = (roles: readonly Role[]): AccessEntry => ({ body: 'own', roles, content: false });

/** Reading and bureau-wide actions. */
export const queryAccess: Readonly<Record<string, AccessEntry>> = {
  'view-case': content('participant', readers),
  'list-cases': content('own', readers),
  'view-worklist': content('own', [...readers, 'device-keeper']),
  'view-late-entries': content('own', ['policy-and-law', 'approver', 'superior', 'supervisor']),
  'export-case': content('participant', [
    'handler',
    'reviewer',
    'approver',
    'policy-and-law',
    'archive-keeper',
    'superior',
    'supervisor',
  ]),
  'view-evidence': content('participant', readers),
  'ask-viewing': content('own', officers),
  'decide-viewing': content('own', ['approver']),
  'view-viewing': content('own', officers),
  'upload-evidence': content('own', officers),
  'view-document': content('participant', readers),
  'list-publications': content('own', [...readers, 'external-reviewer']),
  'view-publication': content('own', [...readers, 'external-reviewer']),
  'import-results': content('own', ['policy-and-law', 'liaison']),
  'view-audit': plain(['audit-administrator']),
  'view-recheck': plain([
    'system-administrator',
    'security-administrator',
    'audit-administrator',
    'policy-and-law',
    'supervisor',
    'superior',
  ]),
  'view-people': plain([
    'system-administrator',
    'security-administrator',
    'audit-administrator',
    'policy-and-law',
    'liaison',
  ]),
  'manage-people': plain(['system-administrator']),
  'view-bureau': plain([
    'system-administrator',
    'security-administrator',
    'audit-administrator',
    'policy-and-law',
    'liaison',
  ]),
  'confirm-administrator': plain(['security-administrator', 'audit-administrator']),
  'open-emergency-access': plain(['system-administrator', 'audit-administrator']),
  'confirm-emergency-access': plain(['security-administrator']),
  'view-emergency-access': plain(['system-administrator', 'security-administrator', 'audit-administrator']),
  'change-profile': plain(['system-administrator']),
  'entrust-administrator': plain(['system-administrator']),
  'take-back-administrator': plain(['system-administrator']),
  'accept-administration': plain(['security-administrator', 'audit-administrator']),
  'view-witnesses': plain([
    'system-administrator',
    'security-administrator',
    'audit-administrator',
    'policy-and-law',
    'supervisor',
    'superior',
  ]),
  'change-witnesses': plain(['security-administrator']),
  'confirm-witnesses': plain(['system-administrator', 'audit-administrator']),
  'succeed-bureau': plain(['system-administrator']),
  'accept-succession': plain(['system-administrator']),
  'add-bureau': plain(['system-administrator']),
  'confirm-bureau': plain(['security-administrator']),
  'add-matter': plain(['policy-and-law', 'liaison']),
  'change-matter': plain(['policy-and-law', 'liaison']),
  'retire-matter': plain(['policy-and-law', 'liaison']),
  'preview-law': content('own', ['policy-and-law', 'approver']),
  'import-calendar': plain(['policy-and-law']),
  'advance-clock': plain([...officers, 'superior', 'supervisor', 'system-administrator']),
};

/** Publication commands. */
export const publicationAccess: Readonly<Record<string, AccessEntry>> = {
  'draft-publication': content('own', ['handler', 'liaison', 'policy-and-law']),
  'approve-publication': content('own', ['approver']),
  'return-publication': content('own', ['approver']),
  'withhold-publication': content('own', ['approver']),
  'draft-correction': content('own', ['handler', 'liaison', 'policy-and-law']),
  'approve-correction': content('own', ['approver']),
  'return-correction': content('own', ['approver']),
  'discard-draft': content('own', ['liaison', 'policy-and-law']),
  'send-to-channel': content('own', ['handler', 'liaison', 'policy-and-law']),
  'confirm-channel': content('own', ['handler', 'liaison', 'policy-and-law']),
  'propose-withdrawal': content('own', ['handler', 'liaison', 'policy-and-law']),
  'approve-withdrawal': content('own', ['approver']),
};

/** Putting pack versions in force: one section proposes, another person in charge decides. */
export const lawAccess: Readonly<Record<string, AccessEntry>> = {
  'propose-packs': plain(['policy-and-law']),
  'approve-packs': plain(['approver']),
  'reject-packs': plain(['approver']),
  'write-law-draft': plain(['policy-and-law']),
  'decide-silent-point': plain(['policy-and-law']),
  'register-linked-item': plain(['policy-and-law', 'liaison']),
  'retire-linked-item': plain(['policy-and-law', 'liaison']),
  'record-law-change': plain(['policy-and-law', 'liaison']),
  'record-item-updated': plain(['policy-and-law', 'liaison', 'handler']),
};

/** Every action of the product: case commands as their specs say, publication commands, queries and bureau-wide actions. */
export const accessTable: Readonly<Record<string, AccessEntry>> = {
  ...Object.fromEntries(
    startSpecs.map((spec): [string, AccessEntry] => [spec.type, content('own', spec.roles)]),
  ),
  ...Object.fromEntries(
    commandSpecs.map((spec): [string, AccessEntry] => [
      spec.type,
      {
        ...content(spec.body ?? 'handling', spec.roles),
        stages: spec.stages,
        ...(spec.only ? { only: spec.only } : {}),
      },
    ]),
  ),
  ...publicationAccess,
  ...lawAccess,
  ...queryAccess,
};
