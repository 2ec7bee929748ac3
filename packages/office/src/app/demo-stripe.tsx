/** Says on every page of a demonstration that nothing here is real. */
export function DemoStripe() {
  return (
    <section className="demo-stripe" aria-label="演示提示">
      <b>演示数据</b>　本页的当事人、执法人员、文号和编号均为虚构
    </section>
  );
}
