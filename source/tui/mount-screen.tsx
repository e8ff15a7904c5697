import {App} from './app.tsx';
import type {Painters} from './painters.ts';
import type {Store} from './store.ts';
import {mountApp, type MountedApp, type MountOptions} from './terminal/mount.tsx';

export interface MountScreenOptions extends Omit<MountOptions, 'element'> {
	readonly store: Store;
	readonly painters: Painters;
}

/** The whole screen, drawn by Ink: from here on every change of the store's state is a frame. */
export function mountScreen({store, painters, ...options}: MountScreenOptions): MountedApp {
	return mountApp({element: <App store={store} painters={painters}/>, ...options});
}
