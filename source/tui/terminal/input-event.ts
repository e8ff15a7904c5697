/** One thing the user did at the terminal. */
export type InputEvent = KeyInput | PasteInput | MouseInput | ReportInput;

export interface KeyInput {
	readonly kind: 'key';
	/**
	 * What a key table binds: `a`, `A`, `space`, `enter`, `tab`, `shift+tab`, `escape`, `backspace`, `delete`, `up`, `home`,
	 * `pagedown`, `f1`, `ctrl+d`, `alt+x`. Modifiers in the order super, ctrl, alt, shift; a shifted printable is that printable.
	 */
	readonly name: string;
	/** The grapheme a text field inserts; null for a key that prints nothing. */
	readonly text: string | null;
}

/** Bracketed paste, whole, with line breaks as `\n`. */
export interface PasteInput {
	readonly kind: 'paste';
	readonly text: string;
}

export interface MouseInput {
	readonly kind: 'mouse';
	readonly action: 'press' | 'release' | 'move' | 'wheel up' | 'wheel down';
	/** null while moving with no button held, and for the wheel. */
	readonly button: 'left' | 'middle' | 'right' | null;
	/** Cells from the left edge, from 0. */
	readonly column: number;
	/** Cells from the top edge, from 0. */
	readonly row: number;
	readonly shift: boolean;
	readonly alt: boolean;
	readonly ctrl: boolean;
}

/** The terminal's answer to an OSC query: `11;rgb:ffff/ffff/ffff`. */
export interface ReportInput {
	readonly kind: 'report';
	readonly body: string;
}
