import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FactTypeName, factTypes } from '../packages/law/src/facts/fact-types.ts';
import { CIRCUMSTANCES } from '../packages/law/src/pack/circumstances.ts';
import * as terms from '../packages/law/src/terms.ts';
import { root } from './steps.ts';

/** Where the glossary stands. */
export const glossaryFile = join(root, 'docs', 'GLOSSARY.md');

/** The glossary as the vocabulary of `law` gives it: every identifier beside the word that people see. */
export const glossary = (): string => {
  const sections = [
    section('Kinds of enforcement act', terms.kindLabels),
    section('Roles', terms.roleLabels),
    section('Ranks of norms, highest first', terms.rankLabels),
    section('Guards', terms.guardLabels),
    section('Skeletons of procedure', terms.skeletonLabels),
    section('Parties', terms.partyKindLabels),
    section('Penalties', terms.penaltyTypeLabels),
    section('Results of a decision', terms.decisionResultLabels),
    section('Materials of an application', terms.materialStateLabels),
    section('Intake', terms.intakeLabels),
    section('Stages of a case', terms.stageLabels),
    section('Media of a record', terms.mediumLabels),
    section('Modality of a record', terms.modalityLabels),
    section('States of a duty', terms.dutyStateLabels),
    section('Participation of a body', terms.participationLabels),
    section('Methods of service', terms.methodsOfService),
    section('Causes of excluded time', terms.exclusionCauses),
    section('Execution of a penalty', terms.executionLabels),
    section('Outcomes of a revocation', terms.revocationOutcomes),
    section('Causes of a withdrawal', terms.withdrawalCauseLabels),
    section('Documents', terms.documentTitles),
    section('Commands and queries', terms.actionLabels),
    section('Facts', factLabels()),
    section('Events that start a duty', terms.eventLabels),
    section('What a duty achieves', terms.achievementLabels),
    section('Circumstances (`when`, `--set`)', circumstanceLabels()),
  ];
  return `${head}\n${sections.join('\n')}`;
};

const head = `# Glossary

Made from \`packages/law/src/terms.ts\`, the fact types and the circumstances by \`npx -c 'node scripts/glossary.ts'\`; do not edit.
One identifier and one Chinese word per concept: office, portal, documents, interface and command line take their words from there.
`;

const section = (title: string, labels: Readonly<Record<string, string>>): string => {
  const rows = Object.entries(labels).map(([name, label]) => `| \`${name}\` | ${label} |`);
  return `## ${title}\n\n| identifier | 中文 |\n|---|---|\n${rows.join('\n')}\n`;
};

const factLabels = (): Record<string, string> =>
  Object.fromEntries((Object.keys(factTypes) as FactTypeName[]).map((type) => [type, factTypes[type].label]));

const circumstanceLabels = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(CIRCUMSTANCES).map(([name, { label, values }]) => [
      name,
      `${label}：${Object.entries(values)
        .map(([value, meaning]) => `\`${value}\` ${meaning}`)
        .join('、')}`,
    ]),
  );

if (import.meta.main) writeFileSync(glossaryFile, glossary());
