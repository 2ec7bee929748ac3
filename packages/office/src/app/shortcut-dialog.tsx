import { Checkbox, Modal } from 'antd';
import { useMe } from './session.tsx';
import { shortcutList, useShortcutsEnabled } from './shortcuts.tsx';
import { menuFor } from './side-menu.tsx';

/** All keys on one sheet, and the switch that turns them off. */
export function ShortcutDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [on, setOn] = useShortcutsEnabled();
  const pages = menuFor(useMe()).map(({ key, label }) => `${key.toUpperCase()} ${label}`);
  return (
    <Modal open={open} onCancel={onClose} title="快捷键" footer={null} destroyOnHidden>
      <table className="keys-table">
        <tbody>
          {[...shortcutList, ['G 再按字母', pages.join('　')] as const].map(([key, does]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">在输入框内时不起作用。</p>
      <Checkbox checked={on} onChange={(event) => setOn(event.target.checked)}>
        启用快捷键
      </Checkbox>
    </Modal>
  );
}
