/**
 * Whether a name is one that an organisation bears, so that results of the same name are of the same party.
 * Persons may share a name or stand under a masked one: nothing is joined by theirs.
 */
export function namesOrganisation(name: string): boolean {
  return name.length >= SHORTEST && ORGANISATION.test(name) && !MASKED.test(name);
}

const SHORTEST = 5;
const ORGANISATION =
  /(公司|集团|企业|工厂|厂|店|商行|银行|商城|超市|合作社|公社|旅社|报社|杂志社|事务所|研究所|交易所|经营部|门市部|服务部|中心|学校|小学|中学|大学|学院|医院|幼儿园|协会|商会|学会|基金会|委员会|村委会|居委会|工作室|养殖场|加油站|合伙）|有限合伙）)$/;
const MASKED = /[某*＊×Xx▇█■○〇]/;
