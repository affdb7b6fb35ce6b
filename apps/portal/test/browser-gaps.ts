// What jsdom lacks and antd, the virtual list and the layout ask for.
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  }),
});

class ImmediateResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver ??= ImmediateResizeObserver;

const computedStyle = window.getComputedStyle.bind(window);
// jsdom prints "not implemented" for pseudo elements.
window.getComputedStyle = (element) => computedStyle(element);
