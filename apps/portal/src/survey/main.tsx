import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import '../styles.css';
import './survey.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { SurveyApp } from './SurveyApp.js';

// The content security policy forbids `new Function`, which zod would otherwise try once.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('survey.html has no #root');
createRoot(root).render(
  <StrictMode>
    <SurveyApp />
  </StrictMode>,
);
