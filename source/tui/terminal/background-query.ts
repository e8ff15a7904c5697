/** Asks the terminal for its background colour; xterm and most since answer with a `report` event. Write it after the first frame. */
export const backgroundQuery = '\u001B]11;?\u0007';

/** The answer `11;rgb:ffff/ffff/ffff` (1 to 4 hexadecimal digits a channel) as a kind of background; null for another report. */
export function backgroundOfReport(body: string): 'dark' | 'light' | null {
	const match = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(body);
	if (match === null) {
		return null;
	}

	const [red = 0, green = 0, blue = 0] = match.slice(1).map(digits => Number.parseInt(digits, 16) / (16 ** digits.length - 1));
	// Perceived brightness, ITU-R BT.601.
	return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}
