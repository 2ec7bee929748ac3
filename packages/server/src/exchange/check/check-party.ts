import { PLACEHOLDER_CREDIT_CODE, quoteWritten } from '@mingjing/law';
import { note, type RowNotes, textOf } from './row-notes.ts';

/** Checks that the party's name can be published and that its category agrees with its identifiers. */
export function checkParty(notes: RowNotes): void {
  checkName(notes);
  const category = textOf(notes, 'partyCategory');
  const code = textOf(notes, 'creditCode');
  if (!category || !code) return;
  if (category === '自然人') {
    const message = '类别是“自然人”，却填了统一社会信用代码，请确认处理的是个人还是其经营的单位';
    note(notes, 'creditCode', 'error', 'party-identifiers', message);
    return;
  }
  if (code === PLACEHOLDER_CREDIT_CODE) {
    if (category === '法人及非法人组织') {
      note(
        notes,
        'creditCode',
        'notice',
        'party-identifiers',
        '用了占位代码（17 个 0 加 X），法人一般都有统一社会信用代码，请核实',
      );
    }
    return;
  }
  const individual = code.startsWith('92');
  if (individual !== (category === '个体工商户')) {
    const message = individual
      ? `代码“${code}”以 92 开头，是个体工商户的代码，与类别“${category}”不符，请核对`
      : `类别是“个体工商户”，代码“${code}”却不以 92 开头，请核对`;
    note(notes, 'creditCode', 'error', 'party-identifiers', message);
  }
}

const COVERED = /[*＊×]{2,}|X{3,}|x{3,}|●+|□+|匿名|打码|隐去/;

function checkName(notes: RowNotes): void {
  const name = textOf(notes, 'partyName');
  if (!name) return;
  const person = textOf(notes, 'partyCategory') === '自然人';
  if (COVERED.test(name) || (!person && name.includes('某'))) {
    const message = `名称“${quoteWritten(name)}”被遮盖或用“某”代替，认不出是谁，请按证照补全；先存为草稿`;
    note(notes, 'partyName', 'missing', 'party-masked', message);
  } else if (/[()[\]]/.test(name) && !person) {
    const message = `名称“${quoteWritten(name)}”里是半角括号，证照上通常是全角（），未作改动，请核对`;
    note(notes, 'partyName', 'notice', 'half-width-brackets', message);
  }
}
