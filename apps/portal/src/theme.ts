import type { ThemeConfig } from 'antd';

/** One accent, warm grey, white, no gradients. `styles.css` repeats the colours as variables for our own markup. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#a8201a',
    colorInfo: '#6b645c',
    colorLink: '#a8201a',
    colorLinkHover: '#861712',
    colorLinkActive: '#861712',
    colorError: '#9c1c17',
    colorWarning: '#8a5a00',
    colorSuccess: '#3c6246',
    colorTextBase: '#26221e',
    colorBgLayout: '#f5f3f0',
    colorBorder: '#b9b1a7',
    colorBorderSecondary: '#e4dfd8',
    colorTextPlaceholder: '#6f675e',
    colorTextDescription: '#5f5850',
    colorTextSecondary: '#5f5850',
    colorTextTertiary: '#6b645c',
    colorTextDisabled: '#6f675e',
    borderRadius: 4,
    borderRadiusLG: 6,
    fontSize: 14,
    fontFamily: 'var(--font)',
    motion: false,
    controlOutline: 'rgba(168, 32, 26, 0.35)',
    controlOutlineWidth: 3,
    boxShadow: '0 4px 16px rgba(38, 34, 30, 0.14)',
    boxShadowSecondary: '0 4px 16px rgba(38, 34, 30, 0.14)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 10, headerBg: '#efece7', headerSplitColor: 'transparent', rowHoverBg: '#faf6f4' },
    Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
    Alert: { defaultPadding: '10px 14px' },
  },
};
