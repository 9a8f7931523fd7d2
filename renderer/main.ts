import { mount } from 'svelte';
import './ui/styles/base.css';
import App from './app/App.svelte';
import { api } from './api.ts';

const target = document.getElementById('app');
if (!target) throw new Error('Expected an element with the id "app" in index.html, got none');
mount(App, { target });

// Two frames: the first callback runs before the paint, the second after it.
requestAnimationFrame(() => requestAnimationFrame(() => void api.call('app.painted')));
