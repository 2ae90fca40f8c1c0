const element = (id) => document.getElementById(id)

element('greet').addEventListener('click', async () => {
  element('reply').textContent = await window.bridge.greet(element('name').value)
})
window.bridge.onCount((count, at) => {
  element('count').textContent = `${count} ${at instanceof Date} ${at.getTime()}`
})
document.title = `app on ${window.bridge.version()}`
