const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bridge', {
  version: () => process.versions.electron,
  greet: (name) => ipcRenderer.invoke('greet', name),
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  onCount(listener) {
    const forward = (_event, count, at) => listener(count, at)
    ipcRenderer.on('count', forward)
    return () => ipcRenderer.off('count', forward)
  },
})
