import { toString } from 'qrcode';

/** A QR code as SVG, for a paper's `address-code`. Medium correction: a fold or a drop of rain does not spoil it. */
export const addressCode = (address: string): Promise<string> => toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 });
