import type { ThemeConfig } from 'antd';

const sans = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif';

/** Colours and measures of the office; on a phone everything one touches is at least 44 px high. */
export function themeFor(phone: boolean, stillness: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: '#17526B',
      colorInfo: '#17526B',
      colorLink: '#17526B',
      colorError: '#A8261C',
      colorWarning: '#825000',
      colorSuccess: '#1D6B45',
      colorText: '#1B2428',
      colorTextSecondary: '#45525A',
      colorTextTertiary: '#5B676E',
      colorTextPlaceholder: '#5B676E',
      colorTextDisabled: '#5B676E',
      colorTextDescription: '#45525A',
      colorBorder: '#808D93',
      colorBorderSecondary: '#E6EAE9',
      colorSplit: '#E6EAE9',
      colorBgLayout: '#F4F6F5',
      colorBgContainerDisabled: '#ECEFEE',
      borderRadius: phone ? 6 : 4,
      fontFamily: sans,
      fontSize: phone ? 16 : 14,
      controlHeight: phone ? 44 : 32,
      controlHeightSM: phone ? 44 : 26,
      lineWidthFocus: 3,
      colorPrimaryBorder: '#17526B',
      controlOutline: '#17526B',
      controlOutlineWidth: 3,
      motion: !stillness,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 400,
        contentFontSizeSM: phone ? 16 : 13,
        paddingInlineSM: 9,
      },
    },
  };
}
