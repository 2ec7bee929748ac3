/** The seven points of legal review (国办发〔2018〕118号 十三), as the opinion form prints them. */
export const legalReviewPoints: Readonly<Record<string, string>> = {
  authority: '行政执法主体是否合法，行政执法人员是否具备执法资格',
  procedure: '行政执法程序是否合法',
  facts: '案件事实是否清楚，证据是否合法充分',
  law: '适用法律、法规、规章是否准确，裁量基准运用是否适当',
  competence: '执法是否超越执法机关法定权限',
  documents: '行政执法文书是否完备、规范',
  crime: '违法行为是否涉嫌犯罪、需要移送司法机关',
};
