/** The sheet of a template that explains the columns; no import reads it. */
export const GUIDE_SHEET = '填写说明';
