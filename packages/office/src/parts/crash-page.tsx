import { Button } from 'antd';

/** Shown when a screen could not be drawn; what was typed has been kept as a draft. */
export function CrashPage() {
  return (
    <main className="shell-main">
      <div className="page-head">
        <h1>这一页没有显示出来</h1>
      </div>
      <p>已自动保存的草稿仍在。可刷新后再试，仍不行时告诉系统管理员。</p>
      <Button onClick={() => window.location.reload()}>刷新</Button>
    </main>
  );
}
